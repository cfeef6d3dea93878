package org.tagzoo.zoo.network;

/**
 * {@code x sigmoid(1.702 x)}, which is near {@link Nonlinearity#GELU}: what OpenAI's CLIP was
 * trained with, as timm's {@code quick_gelu}.
 */
public record QuickGelu() implements Pointwise {

    @Override
    public String script(ScriptContext step) {
        return "torch.mul(%1$s, torch.sigmoid(torch.mul(%1$s, 1.702)))".formatted(step.input(0));
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }
}
