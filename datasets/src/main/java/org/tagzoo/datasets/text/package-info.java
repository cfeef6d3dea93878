/** What people type, and what they may have meant. */
package org.tagzoo.datasets.text;
