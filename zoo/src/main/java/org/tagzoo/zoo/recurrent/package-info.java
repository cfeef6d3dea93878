/**
 * A recurrent network by hand, in plain Java and double: its functions with their derivatives, its
 * forward pass and its gradients through time. {@link org.tagzoo.zoo.recurrent.SimpleRnn} is the
 * network, {@link org.tagzoo.zoo.recurrent.TextModel} trains it to write a text.
 */
package org.tagzoo.zoo.recurrent;
