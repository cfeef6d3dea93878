/** Files that are there whole or not at all: {@link org.tagzoo.datasets.file.AtomicFile}. */
package org.tagzoo.datasets.file;
