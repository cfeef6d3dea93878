/** Checks of arguments and settings, all in one wording. */
package org.tagzoo.datasets.check;
