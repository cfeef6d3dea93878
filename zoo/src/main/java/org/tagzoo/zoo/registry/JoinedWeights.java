package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.JoinedBackbone;

/**
 * Weights of several networks, which become those of a {@link JoinedBackbone}: one file, made here
 * of theirs.
 *
 * @param parts of each network, in order
 */
public record JoinedWeights(List<WeightsCard> parts) implements WeightsOrigin {

    public JoinedWeights {
        parts = List.copyOf(parts);
    }

    /**
     * Returns cards of the weights that networks may have together.
     *
     * @param choices of each network
     */
    static List<WeightsCard> cards(List<List<WeightsCard>> choices) {
        List<List<WeightsCard>> all = List.of(List.of());
        for (List<WeightsCard> own : choices) {
            List<List<WeightsCard>> longer = new ArrayList<>();
            for (List<WeightsCard> begun : all) {
                for (WeightsCard card : own) {
                    List<WeightsCard> parts = new ArrayList<>(begun);
                    parts.add(card);
                    longer.add(parts);
                }
            }
            all = longer;
        }
        return all.stream().filter(JoinedWeights::fit).map(JoinedWeights::card).toList();
    }

    /** Whether the networks are of one kind where a description of them has one word for it. */
    static boolean fit(List<WeightsCard> parts) {
        return parts.stream()
                        .filter(card -> card.architecture().startsWith("resnet"))
                        .map(WeightsCard::strideOnFirst1x1)
                        .distinct()
                        .count()
                <= 1;
    }

    /**
     * Returns the card of several together. Images are resized as the first wants them; what each
     * does to pixels is in its part of the network, which gets them as they are.
     */
    static WeightsCard card(List<WeightsCard> parts) {
        Preprocessing first = parts.get(0).preprocessing();
        return new WeightsCard(
                JoinedBackbone.joined(parts.stream().map(WeightsCard::name).toList()),
                JoinedBackbone.joined(parts.stream().map(WeightsCard::architecture).toList()),
                parts.stream().anyMatch(WeightsCard::strideOnFirst1x1),
                parts.stream().mapToLong(WeightsCard::parameters).sum(),
                new Preprocessing(
                        first.resize(),
                        first.cropWidth(),
                        first.cropHeight(),
                        first.interpolation(),
                        List.of(0.0, 0.0, 0.0),
                        List.of(1.0, 1.0, 1.0),
                        Preprocessing.ChannelOrder.RGB),
                new JoinedWeights(parts),
                each(parts, WeightsCard::licence, " AND "),
                each(parts, WeightsCard::paper, "; "),
                false,
                null,
                null,
                "");
    }

    private static String each(
            List<WeightsCard> parts, Function<WeightsCard, String> of, String between) {
        return parts.stream()
                .map(of)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(between));
    }

    @Override
    public String file() {
        return JoinedBackbone.joined(parts.stream().map(WeightsCard::name).toList())
                + ".safetensors";
    }

    @Override
    public String source() {
        return "joined";
    }

    @Override
    public String described() {
        return each(parts, card -> card.name() + ": " + card.origin().described(), "; ");
    }

    @Override
    public String hash() {
        return "made here";
    }

    @Override
    public long mostBytes() {
        return parts.stream().mapToLong(card -> card.origin().mostBytes()).sum();
    }

    @Override
    public void check(Path published) throws IOException {
        throw new IOException("it is published nowhere, but made here");
    }

    @Override
    public String byHand(WeightsCard card, WeightsCache cache) {
        return each(parts, part -> part.origin().byHand(part, cache), "; ");
    }
}
