/**
 * Tags images with an export: what the user names becomes a stream of images ({@code
 * ImageArguments}), {@code TaggingPipeline} decodes and tags them in order, and a {@code
 * ResultWriter} prints each as it comes.
 */
package org.tagzoo.app.predict;
