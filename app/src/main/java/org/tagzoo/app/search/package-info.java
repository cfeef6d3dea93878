/**
 * The search for a row's settings: {@link org.tagzoo.app.search.Search} goes from rung to rung,
 * {@link org.tagzoo.app.search.TrialsFile} keeps what came of each trial.
 */
package org.tagzoo.app.search;
