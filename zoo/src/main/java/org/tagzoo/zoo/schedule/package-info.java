/**
 * Schedules: learning rate and momentum by the number of the update, all but one as pure functions.
 */
package org.tagzoo.zoo.schedule;
