/** A bar, or plain lines, for whatever takes longer than two seconds. */
package org.tagzoo.app.progress;
