/**
 * Corpora as DJL datasets; the only package of this module that knows DJL. {@link
 * org.tagzoo.datasets.dataset.TagDataset} is the dataset; {@link
 * org.tagzoo.datasets.dataset.MirFlickr}, {@link org.tagzoo.datasets.dataset.Posters}, {@link
 * org.tagzoo.datasets.dataset.ImageTagFolders}, {@link org.tagzoo.datasets.dataset.Yolo} and {@link
 * org.tagzoo.datasets.dataset.OpenMoji} begin one with a corpus.
 */
package org.tagzoo.datasets.dataset;
