package org.tagzoo.zoo.schedule;

/**
 * What learning rate and momentum an update uses. Updates are counted from 0 over the whole
 * training, not from the start of each epoch: update {@code k} uses what PyTorch's scheduler holds
 * after {@code k} calls of {@code step()}.
 */
public interface Schedule {

    /**
     * Returns the learning rate of an update.
     *
     * @param update number of the update, the first is 0
     * @throws IllegalArgumentException if the schedule has no such update
     */
    double learningRate(long update);

    /**
     * Returns the momentum of an update, 0 for none.
     *
     * @param update number of the update, the first is 0
     * @throws IllegalArgumentException if the schedule has no such update
     */
    double momentum(long update);
}
