/**
 * Files of pretrained weights, read as named float32 tensors without DJL.
 *
 * <p>A {@link org.tagzoo.zoo.weights.TensorSource} is anything with named tensors: a {@link
 * org.tagzoo.zoo.weights.Safetensors} file, a {@link org.tagzoo.zoo.weights.TfjsLayers} folder, or
 * one seen under other names ({@link org.tagzoo.zoo.weights.KerasResNet50}). Names and layouts that
 * a network sees are torchvision's. {@link org.tagzoo.zoo.weights.ParameterMatch} compares a source
 * with what a network declares.
 */
package org.tagzoo.zoo.weights;
