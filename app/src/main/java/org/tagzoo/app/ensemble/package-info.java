/**
 * Rows that train nothing but put other rows of a run together: {@link
 * org.tagzoo.app.ensemble.EnsembleScores} says how, {@link org.tagzoo.app.ensemble.EnsembleRows}
 * adds them to the run's table.
 */
package org.tagzoo.app.ensemble;
