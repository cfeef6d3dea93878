package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Other light and other colours: brightness, contrast, saturation and hue changed, in an order that
 * is drawn too; torchvision's {@code ColorJitter}.
 *
 * @param probability 0 to 1
 * @param brightness factors are drawn from 1 - brightness to 1 + brightness, never below 0; 0 to
 *     10; 0, the default, leaves it alone
 * @param contrast the same
 * @param saturation the same
 * @param hue the farthest way around the circle of colours to either side, 0 to 0.5; default 0
 */
public record ColorJitter(
        double probability,
        @JsonSetter(nulls = Nulls.AS_EMPTY) double brightness,
        @JsonSetter(nulls = Nulls.AS_EMPTY) double contrast,
        @JsonSetter(nulls = Nulls.AS_EMPTY) double saturation,
        @JsonSetter(nulls = Nulls.AS_EMPTY) double hue)
        implements Transform {

    public ColorJitter {
        Check.within("probability", probability, 0, 1);
        Check.within("brightness", brightness, 0, 10);
        Check.within("contrast", contrast, 0, 10);
        Check.within("saturation", saturation, 0, 10);
        Check.within("hue", hue, 0, 0.5);
    }

    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        List<Adjustment> adjustments = new ArrayList<>();
        add(adjustments, Quality.BRIGHTNESS, brightness, random);
        add(adjustments, Quality.CONTRAST, contrast, random);
        add(adjustments, Quality.SATURATION, saturation, random);
        add(adjustments, Quality.HUE, hue, random);
        for (int last = adjustments.size() - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            adjustments.set(last, adjustments.set(other, adjustments.get(last)));
        }
        return Optional.of(new Drawn(adjustments));
    }

    private static void add(
            List<Adjustment> adjustments, Quality quality, double most, SplittableRandom random) {
        double center = quality == Quality.HUE ? 0 : 1;
        double least = quality == Quality.HUE ? -most : Math.max(0, 1 - most);
        double amount = new Range(least, center + most).draw(random);
        if (most > 0) {
            adjustments.add(new Adjustment(quality, amount));
        }
    }

    /** What can be changed about colours. */
    public enum Quality {
        BRIGHTNESS,
        CONTRAST,
        SATURATION,
        HUE
    }

    /**
     * One change.
     *
     * @param quality what is changed
     * @param amount a factor of 0 or more; of the hue, -0.5 to 0.5, a part of the circle of colours
     */
    public record Adjustment(Quality quality, double amount) {

        public Adjustment {
            boolean hue = quality == Quality.HUE;
            if (!(hue ? Math.abs(amount) <= 0.5 : amount >= 0 && amount < Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "%s of %s, not %s"
                                .formatted(quality, hue ? "-0.5 to 0.5" : "0 or more", amount));
            }
        }

        private String description() {
            String name = quality.name().toLowerCase(Locale.ROOT);
            return quality == Quality.HUE
                    ? String.format(Locale.ROOT, "%s %+.2f", name, amount)
                    : String.format(Locale.ROOT, "%s ×%.2f", name, amount);
        }
    }

    /**
     * torchvision's {@code adjust_brightness}, {@code adjust_contrast}, {@code adjust_saturation}
     * and {@code adjust_hue} on a PIL image, bit for bit. A hue of 0 leaves the image alone, where
     * torchvision rounds it to HSV and back.
     *
     * @param adjustments in the order in which they are made
     */
    public record Drawn(List<Adjustment> adjustments) implements Operation {

        public Drawn {
            adjustments = List.copyOf(adjustments);
        }

        @Override
        public RgbImage apply(RgbImage image) {
            ColorAdjustments changed = new ColorAdjustments(image);
            for (Adjustment adjustment : adjustments) {
                switch (adjustment.quality) {
                    case BRIGHTNESS -> changed.brightness((float) adjustment.amount);
                    case CONTRAST -> changed.contrast((float) adjustment.amount);
                    case SATURATION -> changed.saturation((float) adjustment.amount);
                    case HUE -> changed.hue(adjustment.amount);
                }
            }
            return changed.result();
        }

        @Override
        public String description() {
            return adjustments.isEmpty()
                    ? "no colour change"
                    : adjustments.stream()
                            .map(Adjustment::description)
                            .collect(Collectors.joining(", "));
        }
    }
}
