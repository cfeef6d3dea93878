/**
 * Rows that train nothing but put other rows of a run together: {@link
 * org.tagzoo.app.ensemble.EnsembleRows}.
 */
package org.tagzoo.app.ensemble;
