package org.tagzoo.zoo.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.zoo.network.TimmVisionTransformer.Kind;

/** The bodies that TagZoo knows, by name. */
public final class Backbones {

    private static final Map<String, Backbone> ALL = new LinkedHashMap<>();

    static {
        for (Backbone backbone :
                List.of(
                        new NoImage(),
                        new FeedForward("ff1", List.of()),
                        new FeedForward("ff2", List.of(512)),
                        new SmallCnn("cnn", List.of(16, 32, 64), 4),
                        new SmallCnn("genre_cnn1", List.of(32), 0),
                        new SmallCnn("genre_cnn2", List.of(32, 64), 0),
                        new SmallCnn("genre_cnn3", List.of(32, 64, 128), 0),
                        new PosterCnn("poster_cnn2", 2),
                        new PosterCnn("poster_cnn3", 3),
                        new ResNet("plain18", List.of(2, 2, 2, 2), false, false, false),
                        new ResNet("resnet18", List.of(2, 2, 2, 2), false, false),
                        new ResNet("resnet34", List.of(3, 4, 6, 3), false, false),
                        new ResNet("resnet50", List.of(3, 4, 6, 3), true, false),
                        new ResNet("resnet101", List.of(3, 4, 23, 3), true, false),
                        new ResNet("resnet152", List.of(3, 8, 36, 3), true, false),
                        new AlexNet(),
                        new Vgg("vgg16", false),
                        new Vgg("vgg16_bn", true),
                        new InceptionV3("inception_v3", 0.5),
                        new MobileNetV2("mobilenet_v2", 0.2),
                        MobileNetV3.small(),
                        MobileNetV3.large(),
                        EfficientNet.b0(),
                        EfficientNet.v2Small(),
                        new ConvNeXt("convnext_tiny", 96, List.of(3, 3, 9, 3), 0.1),
                        new ConvNeXt("convnext_base", 128, List.of(3, 3, 27, 3), 0.5),
                        new EfficientNetLite("efficientnet_lite0", 1.0, 1.0, 0.2),
                        new EfficientNetLite("efficientnet_lite1", 1.0, 1.1, 0.2),
                        new EfficientNetLite("efficientnet_lite2", 1.1, 1.2, 0.3),
                        new VisionTransformer("vit_b_16", 16, 768, 12, 12),
                        new VisionTransformer("vit_l_16", 16, 1024, 24, 16),
                        timm("vit_small_patch14_dinov2", 14, 384, Kind.DINOV2),
                        timm("vit_base_patch14_dinov2", 14, 768, Kind.DINOV2),
                        timm("vit_small_patch14_reg4_dinov2", 14, 384, Kind.DINOV2_REGISTERS),
                        timm("vit_base_patch14_reg4_dinov2", 14, 768, Kind.DINOV2_REGISTERS),
                        timm("vit_base_patch16_clip_224", 16, 768, Kind.CLIP),
                        timm(
                                "vit_base_patch16_clip_quickgelu_224",
                                16,
                                768,
                                Kind.CLIP_QUICK_GELU))) {
            ALL.put(backbone.name(), backbone);
        }
    }

    private Backbones() {}

    private static Backbone timm(String name, int patch, int width, Kind kind) {
        return new TimmVisionTransformer(name, patch, width, 12, width / 64, kind);
    }

    /** Returns the names, in the order of the table. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * Returns the body of a name, empty if there is none. A name may join several, see {@link
     * JoinedBackbone}.
     *
     * @throws IllegalArgumentException if a joined name is written wrongly; one line
     */
    public static Optional<Backbone> byName(String name) {
        return name != null && JoinedBackbone.isName(name) ? JoinedBackbone.of(name) : plain(name);
    }

    static Optional<Backbone> plain(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /**
     * Returns the body of a name.
     *
     * @param strideOnFirst1x1 whether it is a ResNet as Keras has it, see {@link #keras}
     * @throws IllegalArgumentException if there is none
     */
    public static Backbone of(String name, boolean strideOnFirst1x1) {
        Backbone body =
                byName(name)
                        .orElseThrow(
                                () -> new IllegalArgumentException("There is no network " + name));
        return strideOnFirst1x1 ? keras(body) : body;
    }

    /** Returns a ResNet with the stride on the first 1x1 of a bottleneck, as Keras has it. */
    public static Backbone keras(Backbone backbone) {
        if (backbone instanceof JoinedBackbone joined) {
            return joined.keras();
        }
        if (backbone instanceof ResNet net) {
            return new ResNet(net.name(), net.blocks(), net.bottleneck(), true, net.shortcut());
        }
        throw new IllegalArgumentException("There is no Keras variant of " + backbone.name());
    }
}
