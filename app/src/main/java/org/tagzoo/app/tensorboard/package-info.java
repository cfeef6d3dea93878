/** What TensorBoard reads: event files, records of protocol buffers as TensorFlow writes them. */
package org.tagzoo.app.tensorboard;
