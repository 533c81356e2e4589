"""Statements about order, parcel, product and stock that facts must carry."""
