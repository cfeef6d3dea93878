/**
 * Networks, described once, in Java: a {@link org.tagzoo.zoo.network.Backbone} and a {@link
 * org.tagzoo.zoo.network.Head} make a {@link org.tagzoo.zoo.network.Network}, which is traced to a
 * {@link org.tagzoo.zoo.network.Graph} of {@link org.tagzoo.zoo.network.Op}s, each with all that is
 * known of it in its own file. {@link org.tagzoo.zoo.network.Backbones} lists the bodies by name;
 * {@link org.tagzoo.zoo.network.Graph#trace} takes networks of any inputs and outputs.
 */
package org.tagzoo.zoo.network;
