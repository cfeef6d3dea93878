package org.tagzoo.app.bench;

import java.util.Map;

/**
 * Where GPUs from capability 8.0 on round float32 numbers to TF32 (11 bits of mantissa) before they
 * multiply them. The environment decides, before the engine is loaded.
 */
final class Tf32 {

    private static final String NVIDIA = "NVIDIA_TF32_OVERRIDE";
    private static final String TORCH = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";

    private Tf32() {}

    /** Returns what float32 means on such GPUs, in a sentence. */
    static String note(Map<String, String> environment) {
        if ("0".equals(environment.get(NVIDIA))) {
            return "float32 is float32 on GPUs too: %s=0.".formatted(NVIDIA);
        }
        if ("1".equals(environment.get(TORCH))) {
            return "float32 on GPUs from capability 8.0 on: TF32 in convolutions and linear layers (%s=1)."
                    .formatted(TORCH);
        }
        return "float32 on GPUs from capability 8.0 on: TF32 in convolutions, as PyTorch has it; %s=0 has float32."
                .formatted(NVIDIA);
    }
}
