/** Losses: subclasses of DJL's, computed on logits, equal to PyTorch's number for number. */
package org.tagzoo.zoo.loss;
