package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.metadata.MetadataColumn;
import org.tagzoo.datasets.metadata.MetadataEncoder;
import org.tagzoo.datasets.text.Characters;

class SideInputsTest {

    @Test
    void aColumnThatIsReadTwiceIsOneField() {
        List<MetadataColumn> columns =
                List.of(
                        new MetadataColumn.Category("title", List.of("a"), false, false),
                        new MetadataColumn.Numeric("year", 1990, 8, false));
        SideInputs side =
                new SideInputs(
                        Domains.NONE,
                        Optional.of(new MetadataInput(new MetadataEncoder(columns, false))),
                        Optional.of(new TextInput("title", new Characters("ab"), 4, 3, 4, false)));
        assertEquals(List.of("title", "year"), side.fields());
    }
}
