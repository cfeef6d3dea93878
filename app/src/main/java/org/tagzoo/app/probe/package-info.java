/** How much a model predicts that sees no image, only what is known of its file. */
package org.tagzoo.app.probe;
