package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;

/** Finds a place beside each dot of a drawing for its name, where nothing else stands. */
final class NamePlaces {

    private static final double LETTER = 6.6;
    private static final double LINE = 14;
    private static final double DOT = 5;
    private static final double GAP = 9;

    /** Where a name may stand below its dot, the best place first. */
    private static final double[] OFFSETS = {-8, 17, 4, -22, 31, -36, 45};

    private final double left;
    private final double right;
    private final List<Place> taken = new ArrayList<>();

    /**
     * @param left where names may begin
     * @param right where they must end
     */
    NamePlaces(double left, double right) {
        this.left = left;
        this.right = right;
    }

    /**
     * A line of text.
     *
     * @param y of its letters' foot
     */
    record Place(double left, double right, double y) {

        private boolean meets(Place other) {
            return left < other.right && other.left < right && Math.abs(y - other.y) < LINE;
        }
    }

    /** Keeps names off a dot. */
    void addDot(double x, double y) {
        taken.add(new Place(x - DOT, x + DOT, y + DOT));
    }

    /** Takes a place for the name of a dot; the best one if all are taken. */
    Place take(double x, double y, String name) {
        double width = LETTER * TextWidth.of(name);
        List<Place> places = new ArrayList<>();
        for (double offset : OFFSETS) {
            if (x + GAP + width <= right) {
                places.add(new Place(x + GAP, x + GAP + width, y + offset));
            }
            if (x - GAP - width >= left) {
                places.add(new Place(x - GAP - width, x - GAP, y + offset));
            }
        }
        Place best = places.isEmpty() ? new Place(x + GAP, x + GAP + width, y) : places.get(0);
        Place place =
                places.stream()
                        .filter(each -> taken.stream().noneMatch(each::meets))
                        .findFirst()
                        .orElse(best);
        taken.add(place);
        return place;
    }
}
