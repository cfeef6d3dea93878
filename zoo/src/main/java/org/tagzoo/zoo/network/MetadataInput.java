package org.tagzoo.zoo.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.metadata.MetadataEncoder;

/**
 * Metadata as numbers, which batch norm brings to one scale.
 *
 * @param encoder makes them of an image's fields
 */
public record MetadataInput(@JsonValue MetadataEncoder encoder) implements JoinedInput {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MetadataInput {}

    @Override
    public String name() {
        return Input.METADATA;
    }

    @Override
    public int width() {
        return encoder.width();
    }

    @Override
    public List<String> fields() {
        return encoder.fields();
    }

    @Override
    public float[] vector(Map<String, String> fields) {
        return encoder.encode(fields);
    }

    @Override
    public Value features(Scope scope) {
        return Layers.batchNorm(scope.child(name()), scope.vector(name(), width()));
    }
}
