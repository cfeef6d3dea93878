/**
 * A trained network as a folder, or a zip of it, that any DJL program loads with {@code Criteria}
 * alone: {@link org.tagzoo.zoo.export.ExportWriter} writes it, {@link org.tagzoo.zoo.export.Tags}
 * are what it gives, {@link org.tagzoo.zoo.export.Export} looks into it.
 *
 * <pre>{@code
 * Criteria<Path, Tags> criteria =
 *         Criteria.builder()
 *                 .setTypes(Path.class, Tags.class)
 *                 .optModelPath(Path.of("export")) // or export.zip
 *                 .build();
 * try (ZooModel<Path, Tags> model = criteria.loadModel();
 *         Predictor<Path, Tags> predictor = model.newPredictor()) { // one a thread
 *     System.out.println(predictor.predict(Path.of("photo.jpg")));
 * }
 * }</pre>
 *
 * <p>{@link org.tagzoo.zoo.export.TagTranslatorFactory} lists the types. {@link
 * org.tagzoo.zoo.export.ExportRepositoryFactory} makes DJL take that factory where it would take
 * its own default; it serves folders and files. A program that loads an export from elsewhere
 * ({@code https}, {@code s3}), or where that service is not found, sets {@code
 * optTranslatorFactory(new TagTranslatorFactory())}.
 *
 * <p><b>Without TagZoo</b>, {@code Criteria<NDList, NDList>}, PyTorch and C++ get logits {@code [N,
 * L]} from pixels {@code [N, H, W, 3]}, unsigned bytes of {@code imageSize}: see {@code
 * tagzoo.json}.
 *
 * <p><b>DJL Serving</b> takes an export's zip as it is. Its start script puts every jar in its own
 * {@code lib} folder on the class path ({@code CLASSPATH=$APP_HOME/lib/*}), and a class that {@code
 * translatorFactory} names is looked for there and nowhere else: {@code ServingTranslatorFactory}
 * reads {@code libs} or {@code lib} of a model's folder only for an implementation of {@code
 * ServingTranslator}, when no factory is named. So TagZoo's jars, with what they need, go to
 * Serving's {@code lib}, and none into the zip.
 *
 * <p>An export is a program: its network runs in libtorch as it was written. What this package
 * holds off is damage, other files in place of the network, code in jars beside it, and files that
 * fill memory or disk. Exports of strangers need a sandbox all the same.
 */
package org.tagzoo.zoo.export;
