/**
 * Files of pretrained weights, read as named float32 tensors without DJL.
 *
 * <p>{@link org.tagzoo.zoo.weights.WeightsFile} opens any of them as a {@link
 * org.tagzoo.zoo.weights.TensorSource}: safetensors, PyTorch's {@code .pth}, TorchScript archives,
 * tfjs layers. {@link org.tagzoo.zoo.weights.KerasResNet50} shows one under other names. Names and
 * layouts that a network sees are torchvision's. {@link org.tagzoo.zoo.weights.ParameterMatch}
 * compares a source with what a network declares, and {@link org.tagzoo.zoo.weights.LoadedValues}
 * hands its values to the network.
 *
 * <p>Files are not trusted. Sizes are checked before memory is asked for, pickles are read with a
 * list of what may stand in them, and nothing in a file is run.
 */
package org.tagzoo.zoo.weights;
