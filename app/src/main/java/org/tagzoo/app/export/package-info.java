/** Makes an export of a row of a run: its network, its thresholds and a model card. */
package org.tagzoo.app.export;
