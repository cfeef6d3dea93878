/**
 * TagZoo's networks as a DJL model zoo: with TagZoo on its class path, a program that knows DJL
 * alone lists them, loads them and predicts, without an import of TagZoo.
 *
 * <pre>{@code
 * Criteria<Image, Classifications> criteria =
 *         Criteria.builder()
 *                 .setTypes(Image.class, Classifications.class) // float[].class: the embedding
 *                 .optGroupId("org.tagzoo")
 *                 .optArtifactId("resnet50")
 *                 .optFilter("tag", "keras") // left out: the first weights that are available
 *                 .build();
 * try (ZooModel<Image, Classifications> model = criteria.loadModel();
 *         Predictor<Image, Classifications> predictor = model.newPredictor()) {
 *     System.out.println(predictor.predict(ImageFactory.getInstance().fromFile(photograph)));
 * }
 * }</pre>
 *
 * {@link org.tagzoo.zoo.modelzoo.CardModelLoader} says which types and arguments there are.
 */
package org.tagzoo.zoo.modelzoo;
