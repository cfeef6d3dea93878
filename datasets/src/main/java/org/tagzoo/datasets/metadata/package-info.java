/** What is known of images besides their pixels and labels. */
package org.tagzoo.datasets.metadata;
