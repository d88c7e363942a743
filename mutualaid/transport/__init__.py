"""Transport: handing a text to whoever delivers it, and reading what they tell us.

The rule of this room: nothing here knows why a text is sent. `base` says what a transport can do and how
sending may fail, in our words; `twilio` is the only module that imports the twilio library; `handset` keeps
texts in memory for the demo, `talk` and the tests; `numbers` knows what a phone number is. No store, no
Flask, no clock: times and configuration are parameters.
"""
