package dev.mooring.eventlog.simulation;

import java.util.Random;

/**
 * How much goes wrong in one schedule, as probabilities of each message.
 *
 * @param lost the request never arrives
 * @param unanswered it is done, and the answer is lost
 * @param late it arrives after its sender has given up on it, and perhaps sent it again
 * @param slow it takes longer than everything around it
 * @param retrying whether the driver sends once more by itself
 */
public record Weather(double lost, double unanswered, double late, double slow, boolean retrying) {

    public static Weather of(Random random) {
        double badness = random.nextInt(4) * 0.08;
        return new Weather(
                badness * random.nextDouble(),
                badness * random.nextDouble(),
                badness * random.nextDouble(),
                badness * random.nextDouble(),
                random.nextBoolean());
    }
}
