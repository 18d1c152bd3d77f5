using Shapes;

int Area(Square square) => square.Side * square.Side;
