package org.tagzoo.zoo.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bodies that TagZoo knows, by name. */
public final class Backbones {

    private static final Map<String, Backbone> ALL = new LinkedHashMap<>();

    static {
        for (Backbone backbone :
                List.of(
                        new FeedForward("ff1", List.of()),
                        new FeedForward("ff2", List.of(512)),
                        new SmallCnn("cnn", List.of(16, 32, 64)),
                        new ResNet("resnet18", List.of(2, 2, 2, 2), false, false),
                        new ResNet("resnet34", List.of(3, 4, 6, 3), false, false),
                        new ResNet("resnet50", List.of(3, 4, 6, 3), true, false),
                        new ResNet("resnet101", List.of(3, 4, 23, 3), true, false),
                        new ResNet("resnet152", List.of(3, 8, 36, 3), true, false),
                        new Vgg("vgg16", false),
                        new Vgg("vgg16_bn", true),
                        new InceptionV3("inception_v3", 0.5),
                        new MobileNetV2("mobilenet_v2", 0.2),
                        new EfficientNetLite("efficientnet_lite0", 1.0, 1.0, 0.2),
                        new EfficientNetLite("efficientnet_lite1", 1.0, 1.1, 0.2),
                        new EfficientNetLite("efficientnet_lite2", 1.1, 1.2, 0.3))) {
            ALL.put(backbone.name(), backbone);
        }
    }

    private Backbones() {}

    /** Returns the names, in the order of the table. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** Returns the body of a name, empty if there is none. */
    public static Optional<Backbone> byName(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Returns a ResNet with the stride on the first 1x1 of a bottleneck, as Keras has it. */
    public static Backbone keras(Backbone backbone) {
        if (backbone instanceof ResNet net) {
            return new ResNet(net.name(), net.blocks(), net.bottleneck(), true);
        }
        throw new IllegalArgumentException("There is no Keras variant of " + backbone.name());
    }
}
