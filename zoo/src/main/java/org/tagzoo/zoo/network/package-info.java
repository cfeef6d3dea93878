/**
 * Networks, described once, in Java: a {@link org.tagzoo.zoo.network.Backbone} and a {@link
 * org.tagzoo.zoo.network.Head} make a {@link org.tagzoo.zoo.network.Network}, which is traced to a
 * {@link org.tagzoo.zoo.network.Graph}. {@link org.tagzoo.zoo.network.Backbones} lists them by
 * name.
 */
package org.tagzoo.zoo.network;
