/**
 * Optimisers: subclasses of DJL's, from gradients to changed parameters, equal to PyTorch's number
 * for number.
 */
package org.tagzoo.zoo.optimizer;
