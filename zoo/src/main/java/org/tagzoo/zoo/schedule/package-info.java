/** Schedules: learning rate and momentum as pure functions of the number of the update. */
package org.tagzoo.zoo.schedule;
