package org.tagzoo.app.device;

import ai.djl.Device;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.PrecisionTrial;

/**
 * The precision of a run, and how it was come by.
 *
 * @param precision of convolutions and linear layers in bodies
 * @param isMeasured whether it was left to the program: then networks for which there are no
 *     pretrained weights, the small ones, compute in float32 all the same
 * @param bfloat16Speed of bfloat16 in a trial, as a multiple of float32's; empty if there was none
 */
public record PrecisionChoice(
        Precision precision, boolean isMeasured, OptionalDouble bfloat16Speed) {

    private static final WeightsRegistry WEIGHTS = WeightsRegistry.standard();

    /** Returns what a user chose. */
    public static PrecisionChoice of(Precision precision) {
        return new PrecisionChoice(precision, false, OptionalDouble.empty());
    }

    /**
     * Chooses by a trial on the device, if any row's network is large enough for it to matter.
     *
     * @throws IOException if the engine can't run the trial
     */
    public static PrecisionChoice measure(Recipe recipe, Device device, MemoryFormat format)
            throws IOException {
        if (recipe.rows().stream().allMatch(PrecisionChoice::isSmall)) {
            return new PrecisionChoice(Precision.FLOAT32, true, OptionalDouble.empty());
        }
        PrecisionTrial.Result trial = PrecisionTrial.run(device, format);
        return new PrecisionChoice(trial.choice(), true, OptionalDouble.of(trial.speed()));
    }

    /**
     * Returns what this machine's processor computes faster in, by a trial.
     *
     * @throws IOException if the engine can't run it
     */
    public static Precision ofProcessor() throws IOException {
        return PrecisionTrial.run(Device.cpu(), MemoryFormat.CHANNELS_LAST).choice();
    }

    /** Returns the precision of a row's body. */
    public Precision of(RowRecipe row) {
        boolean trainsAll = row.phases().stream().allMatch(p -> p.train().equals(Phase.ALL));
        return (isMeasured && isSmall(row)) || (precision == Precision.INT8 && trainsAll)
                ? Precision.FLOAT32
                : precision;
    }

    private static boolean isSmall(RowRecipe row) {
        return WEIGHTS.cardsFor(row.model()).isEmpty();
    }

    /** Returns its name, and how it was chosen if it was. */
    public String describe() {
        String name = precision.name().toLowerCase(Locale.ROOT);
        return bfloat16Speed.isEmpty()
                ? name
                : String.format(
                        Locale.ROOT,
                        "%s, chosen by a trial: bfloat16 ran at %.2f times the speed of float32,"
                                + " and is taken from %.1f on",
                        name,
                        bfloat16Speed.getAsDouble(),
                        PrecisionTrial.CLEARLY_FASTER);
    }
}
