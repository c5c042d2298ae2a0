BITS_64 = 2**64 - 1


def rotated(number, bits):
    """A number of 64 bits, rotated to the left."""
    return (number << bits | number >> (64 - bits)) & BITS_64


def split_mix(state):
    """The next state of the generator SplitMix64, and the number that it gives."""
    state = (state + 0x9E3779B97F4A7C15) & BITS_64
    number = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & BITS_64
    number = (number ^ number >> 27) * 0x94D049BB133111EB & BITS_64
    return state, number ^ number >> 31


class Random:
    """The random numbers that Gradient Lab draws: xoshiro256++ (Blackman & Vigna, 2021)."""

    def __init__(self, seed, purpose, index):
        name = 0xCBF29CE484222325
        for byte in purpose.encode():
            name = (name ^ byte) * 0x100000001B3 & BITS_64
        for part in name, index:
            seed = split_mix(seed)[1] ^ part
        self.state = []
        for _ in range(4):
            seed, number = split_mix(seed)
            self.state.append(number)

    def next(self):
        """A number of 64 random bits."""
        a, b, c, d = self.state
        number = rotated((a + d) & BITS_64, 23) + a & BITS_64
        c, d, shifted = c ^ a, d ^ b, b << 17 & BITS_64
        b, a = b ^ c, a ^ d
        self.state = [a, b, c ^ shifted, rotated(d, 45)]
        return number

    def below(self, bound):
        """A whole number from 0 to bound - 1, each as likely."""
        limit = BITS_64 - BITS_64 % bound
        number = self.next()
        while number >= limit:
            number = self.next()
        return number % bound


def order_of(epoch, samples):
    """The order in which an epoch takes the samples (a shuffle by Fisher & Yates)."""
    order = list(range(samples))
    random = Random(SEED, "order", epoch)
    for last in range(samples - 1, 0, -1):
        other = random.below(last + 1)
        order[last], order[other] = order[other], order[last]
    return np.array(order)
