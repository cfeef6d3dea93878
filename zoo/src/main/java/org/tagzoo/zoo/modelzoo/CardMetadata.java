package org.tagzoo.zoo.modelzoo;

import ai.djl.Application;
import ai.djl.repository.Artifact;
import ai.djl.repository.License;
import ai.djl.repository.Metadata;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.WeightsCard;

/** Says in DJL's words what the cards of a network say. */
final class CardMetadata {

    /** Of DJL's format of metadata. */
    private static final String FORMAT = "0.2";

    /** Weights are told apart by their tags; a version would be DJL's second way to say it. */
    private static final String VERSION = "1";

    /** That of networks which come without weights. */
    private static final String OWN_LICENCE = "Apache-2.0";

    private CardMetadata() {}

    /**
     * Returns the entries of a network, in the cards' order.
     *
     * @param cards of this architecture; none: it begins with random values
     * @param place of the network in a repository
     */
    static Metadata of(String architecture, List<WeightsCard> cards, URI place) {
        Metadata metadata = new Metadata();
        metadata.setMetadataVersion(FORMAT);
        metadata.setResourceType("model");
        metadata.setApplication(Application.CV.IMAGE_CLASSIFICATION);
        metadata.setGroupId(TagZooModelZoo.GROUP);
        metadata.setArtifactId(architecture);
        metadata.setName(architecture);
        metadata.setDescription(
                (cards.isEmpty()
                                ? "%s with random initial values, to be trained"
                                : cards.get(0).imageNetHead()
                                        ? "%s with weights for ImageNet's 1,000 classes, for"
                                                + " these, for embeddings or to be trained"
                                        : "%s with weights for embeddings or to be trained")
                        .formatted(architecture));
        metadata.setRepositoryUri(place);
        if (cards.isEmpty()) {
            metadata.addLicense(licence(OWN_LICENCE));
        }
        for (WeightsCard card : cards) {
            for (String licence : card.licence().split(" AND ", -1)) {
                metadata.addLicense(licence(licence));
            }
        }
        metadata.setArtifacts(cards.stream().map(CardMetadata::artifact).toList());
        return metadata;
    }

    private static License licence(String spdx) {
        License license = new License();
        license.setId(spdx);
        license.setName(spdx);
        license.setUrl("https://spdx.org/licenses/" + spdx + ".html");
        return license;
    }

    private static Artifact artifact(WeightsCard card) {
        Artifact artifact = new Artifact();
        artifact.setName(card.name());
        artifact.setVersion(VERSION);
        artifact.setProperties(properties(card));
        return artifact;
    }

    /** Returns what a program can read of weights, and filter them by. */
    static Map<String, String> properties(WeightsCard card) {
        Preprocessing preprocessing = card.preprocessing();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("weights", card.name());
        properties.put("tag", card.tag());
        properties.put("architecture", card.architecture());
        properties.put("parameters", String.valueOf(card.parameters()));
        properties.put("featureWidth", String.valueOf(LoadedNetwork.of(card).featureWidth()));
        properties.put("resize", String.valueOf(preprocessing.resize()));
        properties.put("cropWidth", String.valueOf(preprocessing.cropWidth()));
        properties.put("cropHeight", String.valueOf(preprocessing.cropHeight()));
        properties.put("interpolation", preprocessing.interpolation().toString());
        properties.put("mean", LoadedNetwork.numbers(preprocessing.mean()));
        properties.put("std", LoadedNetwork.numbers(preprocessing.std()));
        if (card.imageNetTop1() != null) {
            properties.put("imageNetTop1", percent(card.imageNetTop1()));
            properties.put("imageNetTop5", percent(card.imageNetTop5()));
        }
        properties.put("licence", card.licence());
        properties.put("paper", card.paper());
        return properties;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
