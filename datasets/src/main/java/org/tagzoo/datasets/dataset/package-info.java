/** Corpora as DJL datasets; the only package of this module that knows DJL. */
package org.tagzoo.datasets.dataset;
