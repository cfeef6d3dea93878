package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Application;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.repository.Repository;
import ai.djl.util.JsonUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;

class CardRepositoryTest {

    private static final WeightsRegistry REGISTRY = WeightsRegistry.standard();

    @TempDir Path folder;

    private CardRepository repository() {
        return new CardRepository(REGISTRY, new WeightsCache(folder));
    }

    @Test
    void hasEveryCard() throws IOException {
        List<String> names = new ArrayList<>();
        for (MRL network : repository().getResources()) {
            assertEquals("org.tagzoo", network.getGroupId());
            for (Artifact artifact : network.listArtifacts()) {
                names.add(artifact.getName());
            }
        }
        assertEquals(
                REGISTRY.cards().stream().map(WeightsCard::name).sorted().toList(),
                names.stream().sorted().toList());
    }

    @Test
    void everyCardHasANetworkThatTakesItsImages() {
        for (WeightsCard card : REGISTRY.cards()) {
            LoadedNetwork network = LoadedNetwork.of(card);
            assertEquals(1000, network.graph().output().channels(), card.name());
            EvaluationTransform transform = NetworkPlan.transform(card.preprocessing());
            assertEquals(network.imageSize(), ImageSize.square(transform.width()), card.name());
            assertEquals(transform.width(), transform.height(), card.name());
            assertTrue(network.featureWidth() >= 384, card.name());
        }
    }

    /** DJL's own reader of {@code metadata.json} finds the same in the metadata written as JSON. */
    @Test
    void metadataIsWhatDjlReadsFromMetadataJson() throws IOException {
        CardRepository repository = repository();
        for (MRL network : repository.getResources()) {
            Path file = folder.resolve(network.toURI().getPath()).resolve("metadata.json");
            Files.createDirectories(file.getParent());
            Files.writeString(file, JsonUtils.GSON_PRETTY.toJson(repository.locate(network)));
        }
        Repository read = Repository.newInstance("read back", folder);
        assertEquals(repository.getResources().size(), read.getResources().size());
        for (MRL network : repository.getResources()) {
            MRL other = read.model(network.getApplication(), "org.tagzoo", network.getArtifactId());
            Metadata metadata = read.locate(other);
            assertEquals(
                    repository.locate(network).getLicenses().keySet(),
                    metadata.getLicenses().keySet());
            assertEquals(Application.CV.IMAGE_CLASSIFICATION, metadata.getApplication());
            assertEquals(
                    network.listArtifacts().stream().map(Artifact::toString).toList(),
                    other.listArtifacts().stream().map(Artifact::toString).toList());
        }
    }

    @Test
    void resolvesToTheFirstThatPassesAFilter() {
        CardRepository repository = repository();
        MRL resnet50 = repository.model(Application.CV.ANY, "org.tagzoo", "resnet50");
        assertEquals("resnet50.tv1", repository.resolve(resnet50, null).getName());
        assertEquals(
                "resnet50.keras", repository.resolve(resnet50, Map.of("licence", "MIT")).getName());
        assertNull(repository.resolve(resnet50, Map.of("licence", "none")));
        assertNull(repository.locate(repository.model(Application.CV.ANY, "org.tagzoo", "lenet")));
        assertNull(repository.locate(repository.model(Application.CV.ANY, "ai.djl", "resnet50")));
    }

    @Test
    void anEntrysResourceIsItsFileInTheCache() throws IOException {
        CardRepository repository = repository();
        MRL resnet18 = repository.model(Application.CV.ANY, "org.tagzoo", "resnet18");
        Artifact tv1 = repository.resolve(resnet18, Map.of("tag", "tv1"));
        assertEquals(false, resnet18.isPrepared(tv1));
        FormulaCache.put(folder, "resnet18.tv1");
        assertEquals(true, resnet18.isPrepared(tv1));
        resnet18.prepare(tv1);
        assertTrue(Files.isRegularFile(repository.getResourceDirectory(tv1)));
    }
}
