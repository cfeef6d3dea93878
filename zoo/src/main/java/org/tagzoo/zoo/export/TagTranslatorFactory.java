package org.tagzoo.zoo.export;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.export.TagTranslator.InputSource;
import org.tagzoo.zoo.image.ImagePixels;
import org.tagzoo.zoo.image.Images;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.torchscript.FusedModule;

/**
 * Makes the translators of an export. Named in its {@code serving.properties}.
 *
 * <ul>
 *   <li>{@link Image}, {@link Path}, {@code byte[]}, {@link InputStream}, {@link RgbImage} or
 *       {@link KnownImage} to {@link Tags}
 *   <li>the same to {@link Classifications}: every label; the scores are no distribution and don't
 *       sum to 1
 *   <li>{@link Input} to {@link Output}, as DJL Serving asks
 *   <li>{@link NDList} to {@link NDList}: pixels {@code [N, H, W, 3]} of the export's size,
 *       unsigned bytes, to logits {@code [N, L]}; after them what else the network takes, as {@link
 *       SideInputs#vectors} makes it
 * </ul>
 *
 * <p>What a network takes of an image besides pixels are fields of a {@link KnownImage}, or
 * properties or parts of an {@link Input}. Of files, what they say themselves, {@link
 * FileFacts#FIELDS}, is measured; pixels alone are refused by a network that takes such. {@code
 * optArgument("domain", "sketch")} says the domain of all images; without one, a network with a
 * branch for each averages them.
 *
 * <p>Paths, bytes and streams are decoded by TagZoo, so that scores are those of {@code
 * scores.csv}. So are those of an {@link Image} or {@link RgbImage}, if it was decoded as the
 * network's training images were: where these were {@linkplain Decoding#REDUCED reduced}, scores of
 * an image that was decoded whole are other ones. No address is ever fetched.
 */
public final class TagTranslatorFactory implements TranslatorFactory {

    /** The argument that holds the description of an export that was checked already. */
    static final String CHECKED = "tagzoo.description";

    /** The argument that names the domain of images that don't say their own. */
    public static final String DOMAIN = "domain";

    private static final String STEPS = "steps";

    /** The second is its older name. */
    private static final Set<String> GENERIC = Set.of("generic", "portable");

    private static final Logger LOGGER = LoggerFactory.getLogger(TagTranslatorFactory.class);
    private static final Map<Class<?>, InputSource<?>> SOURCES =
            Map.of(
                    Image.class,
                    TagTranslatorFactory.<Image>source(
                            (image, of, fields, m) -> of.known(ImagePixels.of(image, m), fields)),
                    Path.class,
                    TagTranslatorFactory.<Path>source(
                            (path, of, fields, m) ->
                                    Images.of(path, content -> of.known(content, fields))),
                    byte[].class,
                    TagTranslatorFactory.<byte[]>source(
                            (bytes, of, fields, m) -> of.known(bytes, fields)),
                    InputStream.class,
                    TagTranslatorFactory.<InputStream>source(
                            (stream, of, fields, m) ->
                                    Images.of(stream, content -> of.known(content, fields))),
                    RgbImage.class,
                    TagTranslatorFactory.<RgbImage>source(
                            (image, of, fields, m) -> of.known(image, fields)),
                    KnownImage.class,
                    TagTranslatorFactory.<KnownImage>source(
                            (image, of, fields, m) -> image.with(fields).of(of)));
    private static final Map<Class<?>, Function<Tags, ?>> RESULTS =
            Map.of(
                    Tags.class,
                    tags -> tags,
                    Classifications.class,
                    TagTranslatorFactory::classifications);
    private static final Set<Pair<Type, Type>> TYPES = types();

    private static Set<Pair<Type, Type>> types() {
        Set<Pair<Type, Type>> types = new HashSet<>();
        SOURCES.keySet().forEach(in -> RESULTS.keySet().forEach(out -> types.add(pair(in, out))));
        types.add(pair(Input.class, Output.class));
        types.add(pair(NDList.class, NDList.class));
        return Set.copyOf(types);
    }

    private static Pair<Type, Type> pair(Type input, Type output) {
        return new Pair<>(input, output);
    }

    private static <I> InputSource<I> source(InputSource<I> source) {
        return source;
    }

    private static Classifications classifications(Tags tags) {
        Classifications all =
                new Classifications(
                        tags.all().stream().map(Tag::label).toList(),
                        tags.all().stream().map(Tag::score).toList());
        all.setTopK(tags.all().size());
        return all;
    }

    @Override
    public Set<Pair<Type, Type>> getSupportedTypes() {
        return TYPES;
    }

    /**
     * Returns true: DJL would take a translator of its own for types that are refused here, in
     * silence, and it would resize and normalise in another way. {@link #newInstance} refuses them
     * in words.
     */
    @Override
    public boolean isSupported(Class<?> input, Class<?> output) {
        return true;
    }

    /**
     * Makes a translator. On processors it first puts the {@linkplain FusedModule fused graph} in
     * the place of the model's block, whose parameters are gone then; predictors that the model
     * made before can't be used any more. {@code optArgument("steps", "generic")} leaves the block
     * as the archive has it.
     *
     * @throws TranslateException if the types are none of these, or the model is no export
     */
    @Override
    @SuppressWarnings("unchecked")
    public <I, O> Translator<I, O> newInstance(
            Class<I> input, Class<O> output, Model model, Map<String, ?> arguments)
            throws TranslateException {
        requireSupported(input, output);
        if (arguments == null || !GENERIC.contains(String.valueOf(arguments.get(STEPS)))) {
            FusedModule.replace(model, model.getModelPath().resolve(ExportFolder.MODEL));
        }
        if (input == NDList.class) {
            return (Translator<I, O>) new NoopTranslator();
        }
        ExportDescription description = description(model, arguments);
        if (input == Input.class) {
            return (Translator<I, O>) new ServingTranslator(description);
        }
        if (input == Image.class && description.decoding() == Decoding.REDUCED) {
            LOGGER.warn(
                    "{} was trained on JPEGs decoded at a reduced size; an Image that was decoded"
                            + " whole gets other scores: pass a Path, bytes or a stream",
                    description);
        }
        return new TagTranslator<>(
                description,
                (InputSource<I>) SOURCES.get(input),
                (Function<Tags, O>) RESULTS.get(output),
                fields(description, arguments));
    }

    private static Map<String, String> fields(
            ExportDescription description, Map<String, ?> arguments) throws TranslateException {
        Object domain = arguments == null ? null : arguments.get(DOMAIN);
        try {
            if (domain == null) {
                return Map.of();
            }
            Map<String, String> fields = Map.of(DOMAIN, domain.toString());
            description.side().requireDomain(fields);
            return fields;
        } catch (IllegalArgumentException e) {
            throw new TranslateException(e.getMessage(), e);
        }
    }

    private static ExportDescription description(Model model, Map<String, ?> arguments)
            throws TranslateException {
        if (arguments != null && arguments.get(CHECKED) instanceof ExportDescription description) {
            return description;
        }
        try {
            return ExportFolder.check(model.getModelPath()).description();
        } catch (IOException e) {
            throw new TranslateException(e.getMessage(), e);
        }
    }

    static void requireSupported(Class<?> input, Class<?> output) throws TranslateException {
        if (!TYPES.contains(pair(input, output))) {
            throw new TranslateException(
                    "An export has no translator for %s -> %s; there are %s"
                            .formatted(
                                    input.getTypeName(),
                                    output.getTypeName(),
                                    TYPES.stream()
                                            .map(TagTranslatorFactory::named)
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static String named(Pair<Type, Type> types) {
        return types.getKey().getTypeName() + " -> " + types.getValue().getTypeName();
    }
}
