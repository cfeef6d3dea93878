/**
 * What the scores of a row are worth, and what a run's folder says of it: {@link
 * org.tagzoo.app.evaluation.Judgement} from scores to figures, {@link
 * org.tagzoo.app.evaluation.JudgementFiles} to keep them, {@link
 * org.tagzoo.app.evaluation.RunResults} to read them back, {@link
 * org.tagzoo.app.evaluation.RunReport} for the table and the page that follow from them.
 */
package org.tagzoo.app.evaluation;
