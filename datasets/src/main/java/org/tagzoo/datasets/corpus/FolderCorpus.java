package org.tagzoo.datasets.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.label.LabelSet;

/**
 * One folder a class: an image's only label is the name of the folder it lies in. Classes may lie
 * at any depth, such as {@code photo/dog/1.jpg} and {@code sketch/dog/1.jpg}, and folders of one
 * name are one label. The labels are in order of their names, numbers as numbers; the ids are the
 * paths from the corpus folder with {@code /}.
 */
final class FolderCorpus {

    private FolderCorpus() {}

    /**
     * @throws CorpusException if the folder is missing, has no images, or has images outside of any
     *     class folder
     */
    static Corpus read(String name, Path folder) {
        CorpusFolder.require(name, folder);
        List<Path> files = CorpusFolder.images(folder);
        if (files.isEmpty()) {
            throw new CorpusException(
                    "The corpus '%s' has no images: a folders corpus holds <class>/<image> in %s",
                    name, folder);
        }
        requireClasses(name, folder, files);
        TreeSet<String> classes = new TreeSet<>(NaturalOrder.INSTANCE);
        files.forEach(file -> classes.add(className(file)));
        Map<String, Integer> indices = new HashMap<>();
        classes.forEach(className -> indices.put(className, indices.size()));
        List<TaggedImage> images = new ArrayList<>();
        for (Path file : files) {
            String id = CorpusFolder.relative(folder, file);
            int label = indices.get(className(file));
            images.add(new TaggedImage(id, new ImageFile(file), new TreeSet<>(List.of(label)), id));
        }
        return new Corpus(name, new LabelSet(List.copyOf(classes)), images, List.of(), List.of());
    }

    private static void requireClasses(String name, Path folder, List<Path> files) {
        List<Path> loose = files.stream().filter(file -> folder.equals(file.getParent())).toList();
        if (!loose.isEmpty()) {
            throw new CorpusException(
                    "The corpus '%s' has images without a class, such as %s (%d in all): move each into a folder named for its class",
                    name, loose.get(0), loose.size());
        }
    }

    private static String className(Path file) {
        return file.getParent().getFileName().toString();
    }
}
