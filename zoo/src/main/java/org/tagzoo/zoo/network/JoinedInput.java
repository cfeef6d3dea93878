package org.tagzoo.zoo.network;

/** A {@link SideInput} that becomes features, which join those that a head's last layer takes. */
public interface JoinedInput extends SideInput {

    /**
     * Declares the input, and what makes features of it.
     *
     * @param scope of the head; parameters go below the child of this input's name
     * @return {@code [N, F]}
     */
    Value features(Scope scope);
}
