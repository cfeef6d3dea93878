/**
 * What a run's folder says of a row's evaluation: {@link org.tagzoo.app.evaluation.EvaluationFiles}
 * to keep it, {@link org.tagzoo.app.evaluation.RunResults} to read it back, {@link
 * org.tagzoo.app.evaluation.RunReport} for the table and the page that follow from them.
 */
package org.tagzoo.app.evaluation;
