package org.tagzoo.zoo.network;

import java.util.List;
import java.util.stream.Collectors;
import org.tagzoo.datasets.image.ImageSize;

/**
 * Views of images: the first view of all images, then the second of all, {@code [V N, C, height,
 * width]}. Where sizes differ they are resized as by PyTorch's {@code interpolate(mode="bilinear",
 * antialias=True)}. {@link MeanOfViews} puts what a network makes of them together again.
 *
 * @param views at least one
 * @param from the images' size
 * @param to the views' size
 */
public record Views(List<View> views, ImageSize from, ImageSize to) implements Op {

    public Views {
        views = List.copyOf(views);
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims image = inputs.get(0);
        if (!image.isMap() || !new ImageSize(image.height(), image.width()).equals(from)) {
            throw new IllegalArgumentException("Views are of images of %s".formatted(from));
        }
        return Dims.map(image.channels(), to.height(), to.width());
    }

    @Override
    public String script(ScriptContext step) {
        String all =
                views.stream()
                        .map(view -> view.script(step.input(0), from, to))
                        .collect(Collectors.joining(", "));
        return views.size() == 1 ? all : "torch.cat([%s], 0)".formatted(all);
    }
}
