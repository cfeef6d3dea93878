/**
 * Schedules as DJL trackers: learning rate and momentum by the number of the update, all but {@link
 * org.tagzoo.zoo.schedule.ReduceOnPlateau} as pure functions.
 */
package org.tagzoo.zoo.schedule;
