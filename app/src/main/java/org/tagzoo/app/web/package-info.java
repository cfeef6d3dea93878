/**
 * A network behind HTTP: a page for people and an interface for programs. {@link
 * org.tagzoo.app.web.WebServer} is the server; {@link org.tagzoo.app.inference.Tagger} is all it
 * knows of the network. Requests go through {@code HostFilter} (who may ask), {@code
 * RequestHandler} (what is there), and, with an image, through {@code ImageEndpoint} and {@code
 * Admission}: its limits, decoding on a few threads, and {@code Batcher}, the one thread that uses
 * the network.
 */
package org.tagzoo.app.web;
