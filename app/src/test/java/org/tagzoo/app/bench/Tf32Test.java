package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class Tf32Test {

    @Test
    void saysWhatTheEnvironmentDecides() {
        assertTrue(Tf32.note(Map.of()).contains("TF32 in convolutions, as PyTorch has it"));
        assertTrue(
                Tf32.note(Map.of("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "1"))
                        .contains("convolutions and linear layers"));
        assertTrue(
                Tf32.note(
                                Map.of(
                                        "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE",
                                        "1",
                                        "NVIDIA_TF32_OVERRIDE",
                                        "0"))
                        .contains("is float32 on GPUs too"));
    }
}
