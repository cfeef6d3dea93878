package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchTest {

    @Test
    void saysWhatTheEnvironmentDecides() {
        assertTrue(Bench.tf32Note(Map.of()).contains("TF32 in convolutions, as PyTorch has it"));
        assertTrue(
                Bench.tf32Note(Map.of("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "1"))
                        .contains("convolutions and linear layers"));
        assertTrue(
                Bench.tf32Note(
                                Map.of(
                                        "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE",
                                        "1",
                                        "NVIDIA_TF32_OVERRIDE",
                                        "0"))
                        .contains("is float32 on GPUs too"));
    }
}
