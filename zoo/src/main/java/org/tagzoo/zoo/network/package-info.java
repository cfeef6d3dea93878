/** Networks, described once, in Java. */
package org.tagzoo.zoo.network;
