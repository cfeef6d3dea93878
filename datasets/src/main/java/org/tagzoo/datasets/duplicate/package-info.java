/**
 * Images that show the same: copies that were saved again, resized, mirrored or made grey, and
 * cut-outs.
 */
package org.tagzoo.datasets.duplicate;
