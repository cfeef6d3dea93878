package org.tagzoo.zoo.modelzoo;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.ClassLoaderUtils;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.datasets.image.EvaluationTransform;

/**
 * How a program's types become a network's tensors, decided before anything is fetched or loaded.
 */
@FunctionalInterface
interface TranslatorChoice<I, O> {

    /**
     * Returns the translator.
     *
     * @param transform what the weights expect to be done to images
     */
    Translator<I, O> make(Model model, EvaluationTransform transform) throws TranslateException;

    /**
     * Decides for a program's types: its own translator if it brings one, else ours.
     *
     * @throws ModelNotFoundException if neither has these types, listing those that there are
     */
    static <I, O> TranslatorChoice<I, O> of(Criteria<I, O> criteria, LoadArguments arguments)
            throws ModelNotFoundException {
        TranslatorFactory own = own(criteria);
        if (own != null) {
            return by(own, criteria);
        }
        if (criteria.getInputClass() == NDList.class && criteria.getOutputClass() == NDList.class) {
            @SuppressWarnings("unchecked")
            Translator<I, O> asItIs = (Translator<I, O>) new NoopTranslator();
            return (model, transform) -> asItIs;
        }
        if (arguments.cut().filter(part -> !part.isBefore()).isPresent()) {
            throw new ModelNotFoundException(
                    "A network %s takes features, not images: set the types %s -> %2$s"
                            .formatted(arguments.cut().get(), NDList.class.getTypeName()));
        }
        boolean isImageNet =
                arguments.output() == LoadArguments.Output.CLASSES && arguments.head().isEmpty();
        return isImageNet
                ? by(ImageTranslatorFactory.ofClasses(arguments.topK()), criteria)
                : by(ImageTranslatorFactory.ofVectors(), criteria);
    }

    private static TranslatorFactory own(Criteria<?, ?> criteria) throws ModelNotFoundException {
        Object name = given(criteria).get("translatorFactory");
        if (criteria.getTranslatorFactory() != null || name == null) {
            return criteria.getTranslatorFactory();
        }
        TranslatorFactory factory =
                ClassLoaderUtils.initClass(
                        ClassLoaderUtils.getContextClassLoader(),
                        TranslatorFactory.class,
                        name.toString());
        if (factory == null) {
            throw new ModelNotFoundException(
                    "The translatorFactory '%s' can't be made: it must be on the class path and have a public constructor without parameters"
                            .formatted(name));
        }
        return factory;
    }

    private static <I, O> TranslatorChoice<I, O> by(
            TranslatorFactory factory, Criteria<I, O> criteria) throws ModelNotFoundException {
        Class<I> input = criteria.getInputClass();
        Class<O> output = criteria.getOutputClass();
        if (!factory.isSupported(input, output)) {
            throw new ModelNotFoundException(
                    "%s -> %s is not supported; there are %s"
                            .formatted(input.getTypeName(), output.getTypeName(), types(factory)));
        }
        if (factory instanceof ImageTranslatorFactory<?> ours) {
            return (model, transform) -> ours.newInstance(input, output, transform);
        }
        return (model, transform) -> factory.newInstance(input, output, model, given(criteria));
    }

    private static String types(TranslatorFactory factory) {
        return factory.getSupportedTypes().stream()
                .map(pair -> pair.getKey().getTypeName() + " -> " + pair.getValue().getTypeName())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> given(Criteria<?, ?> criteria) {
        return criteria.getArguments() == null ? Map.of() : criteria.getArguments();
    }
}
