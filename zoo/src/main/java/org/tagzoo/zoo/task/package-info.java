/** Tasks: what is predicted, and all that follows from it. */
package org.tagzoo.zoo.task;
